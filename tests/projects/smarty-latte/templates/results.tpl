{extends file='base.tpl'}
{block name=scripts}
{$smarty.block.parent}
{include file='google.tpl' id=1}
{/block}
