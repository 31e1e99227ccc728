"""Lists of records: lazily loaded, painted by one delegate, remembered per user."""
