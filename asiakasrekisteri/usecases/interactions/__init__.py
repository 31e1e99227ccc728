"""What has been said and done with customers: calls, e-mails, visits, letters, notes, support cases."""
