"""What people see on a terminal.  The only user of Rich."""
