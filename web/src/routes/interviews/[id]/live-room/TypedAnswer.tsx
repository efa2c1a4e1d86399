import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useRemembered } from './use-remembered.ts';

interface Props {
  /** What is half written stays over a reload. */
  draftKey: string;
  /** Take the keyboard: it was opened by hand. */
  focus: boolean;
  ready: boolean;
  onSend: (text: string) => Promise<void>;
}

export function TypedAnswer({ draftKey, focus, ready, onSend }: Props) {
  const [text, setText] = useRemembered('this-window', draftKey, '');
  const [problem, setProblem] = useState('');
  const [sending, setSending] = useState(false);
  /** What is in the field, for an answer that comes after it was written on. */
  const written = useRef(text);
  written.current = text;
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);

  async function send(event?: FormEvent): Promise<void> {
    event?.preventDefault();
    const answer = text.trim();
    if (answer === '' || sending) return;
    setSending(true);
    try {
      await onSend(answer);
      // What was written on meanwhile is the next answer.
      if (written.current.trim() === answer) setText('');
      setProblem('');
    } catch {
      setProblem('This was not sent: the connection is away. Your text is still here; send it again in a moment.');
    } finally {
      setSending(false);
    }
  }

  function sendOnEnter(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void send();
    }
  }

  return (
    <form className="mx-auto grid w-full max-w-prose gap-1" onSubmit={send}>
      <label className="text-small font-[560]" htmlFor="typed-answer">
        Your answer, typed
      </label>
      <div className="flex items-end gap-1">
        <textarea ref={field} id="typed-answer" className="input" rows={2} maxLength={8000} value={text} onChange={(event) => setText(event.target.value)} onKeyDown={sendOnEnter} />
        <button className="button" disabled={!ready || sending || text.trim() === ''}>
          Send
        </button>
      </div>
      {problem !== '' && (
        <p className="text-small text-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
