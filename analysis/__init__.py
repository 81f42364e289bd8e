"""What was said: text, languages, redaction, campaigns, themes, coding, tables, drafting.

Frames in, frames out. Nothing here knows of the application, the web or a database, and nothing here reads
or writes anything but the files it is handed. The frames that cross the door are described in `columns`.
"""
