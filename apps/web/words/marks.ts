export const markWords = {
  sample: 'sample',
  confirmed: 'confirmed',
};
