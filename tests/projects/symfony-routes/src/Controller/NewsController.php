<?php

namespace App\Controller;

use Symfony\Bundle\FrameworkBundle\Controller\AbstractController;

class NewsController extends AbstractController
{
    public function index()
    {
        return $this->render('news/index.html.twig');
    }

    public function archive()
    {
        return $this->render('news/archive.html.twig');
    }

    public function latestPosts()
    {
        return $this->render('news/_latest_posts.html.twig');
    }
}
