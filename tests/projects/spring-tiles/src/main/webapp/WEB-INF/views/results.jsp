<p>${result}</p>
