<p><?= $visit ?></p>
