"""What is known of English and of this field, whatever the document: dates, bodies, people, wordings."""
