"""What has happened with a customer or person, whatever it was: each kind is a source, and all are told alike."""
