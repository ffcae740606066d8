package match

const englishNicknames = `
william bill billy will willy willie liam
robert bob bobby rob robbie bert rab
richard dick rick ricky rich richie
james jim jimmy jamie jem
elizabeth liz lizzie beth betty bess eliza lisa libby
`
