// The only door: the window's routes and addresses, its commands, and the reads that carts and orders need.
import './policy.ts';

export { explainMoney, publishListing, repriceDue, withdrawListing } from './commands.ts';
export { daysToMake, stockOf, type CardRow, type ListingRow, type ListingRow as Listing, type MoneySplit } from './listing.ts';
export { categories, listingBySku, listingsBySkus, listingsOn } from './queries.ts';
export { readFilter, type Filter } from './filter.ts';
export { reactions } from './reactions.ts';
export { routes } from './routes.tsx';
export { at, catalogueUrl, checkUrl, labelUrl, pictureUrl, productUrl, publishUrl } from './urls.ts';
