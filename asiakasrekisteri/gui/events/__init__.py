"""What has happened to a customer or a person, on a timeline that any page may show."""
