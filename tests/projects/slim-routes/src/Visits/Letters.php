<?php

namespace App\Visits;

class Letters
{
    public function page($id)
    {
        return $this->twig->render('visits/letter.twig', ['id' => $id]);
    }
}
