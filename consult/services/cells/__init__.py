"""The texts of a questionnaire in its languages: what is there, by whom, and whether somebody checked it."""
