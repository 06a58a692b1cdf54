"""People who could treat: what registers say of them, what was checked, and how they are found."""
