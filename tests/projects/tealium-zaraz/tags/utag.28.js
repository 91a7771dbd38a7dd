//tealium universal tag - utag.28 ut4.0.202603010900, Copyright 2026 Tealium.com Inc. All Rights Reserved.
try{(function(id,loader){var u={};utag.o[loader].sender[id]=u;
u.ev={"view":1,"link":1};u.map={"visit_reason":"content_name"};u.extend=[];
u.send=function(a,b){u.data={"pixel_id":"123456789012345"};fbq('init',u.data.pixel_id);fbq('track','PageView');};
utag.o[loader].loader.LOAD(id);})("28","example.main");}catch(error){utag.DB(error);}
