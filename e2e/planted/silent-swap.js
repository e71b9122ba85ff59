document.getElementById("more").addEventListener("click", (event) => { event.preventDefault(); document.getElementById("part").innerHTML = "<p>四月は納めました。</p>"; });
