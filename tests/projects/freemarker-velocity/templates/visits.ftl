<#-- <#include "parts/google.ftlh"> -->
<@page.wrap title="a > b"/>
<p>${visit}</p>
