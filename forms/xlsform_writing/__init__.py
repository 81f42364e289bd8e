"""Writing an XLSForm: a questionnaire as the three sheets that `forms.xlsform` reads back as the same."""
