/* the runtime of Svelte, left out */
