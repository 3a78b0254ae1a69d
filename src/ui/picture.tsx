import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { DrawnCount } from './form-scope.ts';
import { otherNames, shapes } from './picture-shapes.ts';
import { chanceOf, dyeSets, oneOf, pattern, type Weave } from './picture-weaves.ts';

/** The shapes that can be drawn; any other word draws a parcel. */
export const pictureShapes: readonly string[] = Object.keys(shapes);

const [firstDyes, ...otherDyes] = dyeSets;

/**
 * An illustration that owes nobody anything: the seed (a product code) chooses weave and dyes, so the same product always
 * looks the same. `alt` says that it is one: "Ilustrasi kursi kerja".
 */
export function ProductPicture({ shape, seed, alt, size = 300 }: { shape: string; seed: string; alt: string; size?: number | undefined }): VNode {
  const drawn = useContext(DrawnCount);
  const id = `p-${seed.replace(/[^\w-]/g, '')}${drawn ? `-${++drawn.pictures}` : ''}`;
  const chance = chanceOf(`${seed}/picture`);
  const weave = oneOf<Weave>(chance, ['anyaman', 'lurik', 'jelujur']);
  const dyes = firstDyes ? oneOf(chanceOf(`${seed}/dyes`), [firstDyes, ...otherDyes]) : (['#8a2b1c', '#f3ebdc', '#f2b632'] as const);
  const ground = chance() < 0.5 ? '#f3ebdc' : '#ece4d3';
  const form = bodyOf(shape);
  const cloth = form.includes('"$"') ? `<defs>${pattern(id, weave, dyes, chance)}</defs>` : '';
  const body = `${cloth}<path d="M0 0h300v300H0z" fill="${ground}"/><ellipse cx="150" cy="241" rx="96" ry="9" opacity=".09"/>${form.replaceAll('"$"', `"url(#${id})"`)}`;
  return <svg class="picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 300" width={size} height={size} role="img" aria-label={alt} dangerouslySetInnerHTML={{ __html: body }} />;
}

function bodyOf(shape: string): string {
  return shapes[shape] ?? shapes[otherNames[shape] ?? ''] ?? shapes['paket'] ?? '';
}
