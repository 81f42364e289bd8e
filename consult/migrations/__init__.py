"""The steps that bring a database from any version of the product to this one."""
