<p>${note}</p>
