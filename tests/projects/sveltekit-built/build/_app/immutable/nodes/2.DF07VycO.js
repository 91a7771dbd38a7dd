import{a as r,f as m}from"../chunks/DNKHvYnX.js";import"../chunks/D4Oae7g-.js";var p=m("<h1>Home</h1>");function n(o){var a=p();r(o,a)}export{n as component};
