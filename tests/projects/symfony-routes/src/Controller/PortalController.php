<?php

namespace App\Controller;

use Symfony\Bundle\FrameworkBundle\Controller\AbstractController;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\Routing\Attribute\Route;

#[Route('/portal', name: 'portal_')]
class PortalController extends AbstractController
{
    #[Route('/results/{page<\d+>?1}', name: 'results')]
    public function results(int $page): Response
    {
        return $this->render('portal/results.html.twig', ['page' => $page]);
    }

    /**
     * @Route("/visits/{id}", name="visit", methods={"GET"})
     */
    public function visit(int $id): Response
    {
        return $this->page('portal/visit.html.twig', $id);
    }

    #[Route('/login', name: 'login')]
    public function login(): Response
    {
        return $this->render('portal/login.html.twig');
    }

    #[Route('/results', methods: ['POST'])]
    public function share(): Response
    {
        return $this->redirectToRoute('portal_results');
    }

    private function page(string $template, int $id): Response
    {
        return $this->render('portal/visit.html.twig', ['id' => $id]);
    }
}
