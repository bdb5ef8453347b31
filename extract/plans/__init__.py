"""Parts of action plans: columns, rows, groups, labels, owners, status, targets."""
