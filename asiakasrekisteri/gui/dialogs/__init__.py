"""The few dialogs there are: the purpose of viewing or of a reveal, an irreversible act, a user's rights."""
