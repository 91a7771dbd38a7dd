<?php

namespace app\assets;

class TrackingAsset extends \yii\web\AssetBundle
{
    public $js = ['js/pixel.js'];
    public $depends = ['app\assets\AppAsset'];
}
