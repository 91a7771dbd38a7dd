//tealium universal tag - utag.loader ut4.51.202603010900, Copyright 2026 Tealium.com Inc. All Rights Reserved.
var utag_condload=false;
if(!utag_condload){
utag.o['example.main']=utag;
utag.cfg={template:"ut4.51.",path:"//tags.tiqcdn.com/utag/example/main/prod/",utid:"example/main/202603010900"};
utag.cond={2:0,3:0};
utag.loader.loadrules=function(_pd,_pc){var d=_pd||utag.data;var c=_pc||utag.cond;for(var l in utag.loader.GV(c)){switch(l){
case'2':try{c[2]|=(/^\/schedule/.test(d['dom.pathname']))||(d['dom.pathname'].toString().toLowerCase()=='/doctors'.toLowerCase())}catch(e){utag.DB(e)};break;
case'3':try{c[3]|=(d['dom.pathname'].toString().indexOf('/portal')<0)}catch(e){utag.DB(e)};break;}}};
utag.loader.initcfg=function(){utag.loader.cfg={"28":{load:(utag.cond[2] && utag.cond[3]),send:1,v:202603010900,wait:1,tid:6026},"31":{load:utag.cond[3],send:1,v:202603010900,wait:1,tid:20010},"40":{load:0,send:1,v:202603010900,tid:7110},"52":{load:utag.cond[2],send:1,v:202603010900,wait:1,tid:20067}};utag.loader.cfgsort=["28","31","40","52"];};
utag.loader.initcfg();
}
