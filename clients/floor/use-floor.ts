import { useEffect, useState } from 'preact/hooks';
import type { Mark, Pack, Who } from './mark.ts';
import { marks, onChange, packs, whoIsHere, withMark } from './store.ts';

export type Floor = { who: Who | undefined; marks: Mark[]; packs: (Pack & { drift_ms: number })[] };

/** What the device holds, looked at again whenever this tab or another changes it. */
export function useFloor(): Floor | undefined {
  const [floor, setFloor] = useState<Floor>();
  useEffect(() => {
    let current = true;
    const look = async () => {
      const seen = { who: await whoIsHere(), marks: await marks(), packs: await packs() };
      if (current) setFloor(seen);
    };
    void look();
    const stop = onChange(() => void look());
    return () => {
      current = false;
      stop();
    };
  }, []);
  return floor;
}

/** The session with everything counted that this device recorded and nobody refused. */
export function asRecorded(pack: Pack, recorded: Mark[]): Pack {
  return recorded.filter((mark) => mark.session === pack.session.id && mark.state === 'waiting').reduce(withMark, pack);
}

export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    for (const event of ['online', 'offline']) addEventListener(event, look);
    return () => {
      for (const event of ['online', 'offline']) removeEventListener(event, look);
    };
  }, []);
  return online;
}
