_hjSettings = { hjid: 1234567, hjsv: 6 };
