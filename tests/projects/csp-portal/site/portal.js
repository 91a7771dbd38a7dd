const result = document.getElementById("result");
result.textContent += "own script ran; ";
const color = (id) => getComputedStyle(document.getElementById(id)).color;
const margin = getComputedStyle(document.getElementById("title")).marginTop;
if (color("result") === "rgb(1, 2, 3)" && color("inline-style") === "rgb(4, 5, 6)" && margin === "7px") {
  result.textContent += "own style applies; ";
}
