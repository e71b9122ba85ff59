document.getElementById("errors").focus();
