import { createRoot } from 'react-dom/client';
import { LiveRoom, type LiveRoomProps } from './LiveRoom.tsx';

/** Puts the live room into an element; what it returns takes it out again and leaves the room. */
export function mount(element: HTMLElement, props: LiveRoomProps): () => void {
  element.replaceChildren();
  const root = createRoot(element);
  root.render(<LiveRoom {...props} />);
  return () => root.unmount();
}
