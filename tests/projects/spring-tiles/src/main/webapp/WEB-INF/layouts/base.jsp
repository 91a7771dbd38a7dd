<%@ taglib uri="http://tiles.apache.org/tags-tiles" prefix="tiles" %>
<html><head><tiles:insertAttribute name="head" /></head><body><tiles:insertAttribute name="body" /></body></html>
