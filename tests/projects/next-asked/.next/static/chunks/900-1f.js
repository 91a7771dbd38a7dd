"use strict";(self.webpackChunk_N_E=self.webpackChunk_N_E||[]).push([[900],{4100:(e,n,t)=>{t.d(n,{remind:()=>i});var r=t(3113);function i(e){return r.Tracker(e)}}}]);
