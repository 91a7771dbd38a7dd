<%@ Control Language="C#" %>
<script async src="https://static.hotjar.com/c/hotjar-1234567.js?sv=6"></script>
