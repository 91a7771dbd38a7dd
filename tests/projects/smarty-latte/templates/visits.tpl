{extends file="base.tpl"}
{* {include file='google.tpl'} *}
{block name=scripts}{literal}<script>function a() {b}</script>{/literal}{/block}
