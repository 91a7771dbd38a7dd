<?php $this->registerJsFile('@web/js/heat.js', ['depends' => 'yii\web\JqueryAsset']); ?>
<p><?= $result ?></p>
