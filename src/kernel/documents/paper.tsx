/** A Paper as a print page: the same blocks as `paper.typ`, in plain semantic HTML. */
import type { ComponentChildren, VNode } from 'preact';
import { qrSvg } from './qr.ts';
import { standing, type Block, type Column, type Fact, type Letterhead, type Mark, type Paper, type Signature } from './paper.ts';

export function PaperPage({ paper, mark, hash }: { paper: Paper; mark: Mark; hash: string }): VNode {
  return (
    <article class="doc-paper" lang="id">
      {mark.sample && <p class="doc-sample">{standing.sample}</p>}
      <Kop head={paper.letterhead} />
      <header class="doc-title">
        <h1>{paper.title}</h1>
        <p>
          {standing.number}: {paper.number}
        </p>
        {paper.subtitle !== undefined && <p>{paper.subtitle}</p>}
      </header>
      {paper.blocks.map((block) => (
        <BlockView block={block} />
      ))}
      <Foot mark={mark} hash={hash} />
    </article>
  );
}

function Kop({ head }: { head: Letterhead }): VNode {
  return (
    <div class="doc-kop">
      <p>{head.ministry}</p>
      <p>{head.directorate}</p>
      <p class="doc-kop-unit">{head.unit}</p>
      <p class="doc-kop-address">{head.address}</p>
      {head.contact !== undefined && <p class="doc-kop-address">{head.contact}</p>}
    </div>
  );
}

function BlockView({ block }: { block: Block }): VNode {
  switch (block.kind) {
    case 'section':
      return <h2 class="doc-section">{block.title}</h2>;
    case 'text':
      return <p class="doc-text">{lines(block.text)}</p>;
    case 'note':
      return <p class="doc-note">{lines(block.text)}</p>;
    case 'facts':
      return <Facts facts={block.facts} />;
    case 'parties':
      return (
        <div class="doc-parties">
          {block.parties.map((party) => (
            <section>
              <h2 class="doc-section">{party.heading}</h2>
              <Facts facts={party.facts} />
            </section>
          ))}
        </div>
      );
    case 'table':
      return <RowsTable {...block} />;
    case 'totals':
      return (
        <div class="doc-totals">
          <Facts facts={[...block.facts, block.total]} />
          <p class="doc-words">
            {standing.words}: <em>{block.words}</em>
          </p>
        </div>
      );
    case 'bars':
      return (
        <figure class="doc-bars">
          <figcaption>{block.title}</figcaption>
          {block.bars.map(({ label, share, text }) => (
            <div class="doc-bar">
              <span>{lines(label)}</span>
              <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="doc-bar-ground" width="100" height="6" /><rect class="doc-bar-done" width={share} height="6" /></svg>
              <span>{lines(text)}</span>
            </div>
          ))}
        </figure>
      );
    case 'checks':
      return (
        <ul class="doc-checks">
          {block.checks.map((check) => (
            <li>
              <span aria-hidden="true">{check.checked ? '☒' : '☐'}</span> {check.label}
              <span class="govuk-visually-hidden">{check.checked ? ': ya' : ': belum'}</span>
            </li>
          ))}
        </ul>
      );
    case 'clauses':
      return <ol class="doc-clauses">{block.clauses.map((clause) => <li>{lines(clause)}</li>)}</ol>;
    case 'signatures':
      return (
        <div class="doc-signatures">
          {block.place_and_day !== undefined && <p class="doc-place">{block.place_and_day}</p>}
          {block.signatures.map((signature) => (
            <SignatureView signature={signature} />
          ))}
        </div>
      );
    case 'copies':
      return (
        <div class="doc-copies">
          <p>{block.title}:</p>
          <ol>{block.copies.map((copy) => <li>{lines(copy)}</li>)}</ol>
        </div>
      );
  }
}

function Facts({ facts }: { facts: Fact[] }): VNode {
  return (
    <dl class="doc-facts">
      {facts.map((fact) => (
        <div>
          <dt>{lines(fact.label)}</dt>
          <dd>{lines(fact.value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function RowsTable({ title, columns, rows, foot }: Extract<Block, { kind: 'table' }>): VNode {
  const cell = (text: string, column: Column | undefined) => <td class={`doc-${column?.align ?? 'left'}`}>{lines(text)}</td>;
  const row = (cells: string[]) => <tr>{cells.map((text, i) => cell(text, columns[i]))}</tr>;
  return (
    <table class="doc-table">
      {title !== undefined && <caption>{title}</caption>}
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col">{lines(column.title)}</th>
          ))}
        </tr>
      </thead>
      <tbody>{rows.map(row)}</tbody>
      {foot !== undefined && foot.length > 0 && <tfoot>{foot.map(row)}</tfoot>}
    </table>
  );
}

function SignatureView({ signature }: { signature: Signature }): VNode {
  const { person } = signature;
  return (
    <div class="doc-signature">
      <p>{lines(signature.above)}</p>
      <div class="doc-signature-space">
        {signature.stamp === true && <span class="doc-stamp">{standing.stamp}</span>}
        {signature.meterai === true && <span class="doc-meterai">{standing.meterai}</span>}
      </div>
      {person === null ? (
        <p class="doc-signature-line" />
      ) : (
        <>
          <p class="doc-signature-name">{person.name}</p>
          {person.nip !== undefined && <p>NIP {person.nip}</p>}
          <p>{person.position}</p>
          {person.decree !== undefined && <p class="doc-note">{person.decree}</p>}
        </>
      )}
      {signature.note !== undefined && <p class="doc-note">{lines(signature.note)}</p>}
    </div>
  );
}

function Foot({ mark, hash }: { mark: Mark; hash: string }): VNode {
  return (
    <footer class="doc-foot">
      {/* Our own SVG of squares; nothing a person typed is in it but the encoded address. */}
      <div class="doc-qr" role="img" aria-label={`QR: ${mark.check_url}`} dangerouslySetInnerHTML={{ __html: qrSvg(mark.check_url) }} />
      <div>
        <p>
          <strong>{mark.code}</strong> · {hash}
        </p>
        <p>{mark.check_url}</p>
        <p>{standing.unsigned}</p>
        <p>
          {mark.printed_by}, {mark.printed_at}
        </p>
      </div>
    </footer>
  );
}

function lines(text: string): ComponentChildren {
  return text.split('\n').flatMap((line, i) => (i === 0 ? [line] : [<br />, line]));
}
