//tealium universal tag - utag.31 ut4.0.202603010900, Copyright 2026 Tealium.com Inc. All Rights Reserved.
try{(function(id,loader){var u={};utag.o[loader].sender[id]=u;
u.ev={"view":1};u.map={};u.send=function(a,b){window._linkedin_partner_id="123456";
var s=document.createElement("script");s.src="https://snap.licdn.com/li.lms-analytics/insight.min.js";document.head.appendChild(s);};
utag.o[loader].loader.LOAD(id);})("31","example.main");}catch(error){utag.DB(error);}
