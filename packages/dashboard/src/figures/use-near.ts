/** Whether a place has come near the part of the page that is seen: what stands far below is drawn when it is needed. */
import { useEffect, useRef, useState, type RefObject } from 'react';

const margin = '400px';

/** Once near, always near. */
export function useNear<E extends Element>(): { readonly place: RefObject<E | null>; readonly near: boolean } {
  const place = useRef<E>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (near || place.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: margin },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [near]);
  return { place, near };
}
