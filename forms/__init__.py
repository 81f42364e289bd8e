"""What is asked: definitions, XLSForm reader, routing, WTForms builder, widgets, messages."""
