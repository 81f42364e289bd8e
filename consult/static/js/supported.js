// Runs before the page is drawn: the components look for these classes. Old browsers get the plain page.
document.body.className +=
  " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
