export { dayAt, facilityActedOn } from '#organisation';
