<?php
use app\assets\AppAsset;
AppAsset::register($this);
?>
<html><head><?php $this->head() ?></head><body><?= $content ?></body></html>
