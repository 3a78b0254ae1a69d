export { skTpp } from './sk-tpp.ts';
