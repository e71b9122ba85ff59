document.getElementById("leap").addEventListener("focus", () => { location.href = "table-caption-clean.html"; });
