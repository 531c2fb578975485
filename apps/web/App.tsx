import { createTheme, localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queryClient } from './client/query-client.ts';
import { KeyboardProvider } from './components/keyboard/KeyboardProvider.tsx';
import { router } from './router.tsx';

const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 2,
  primaryShade: { light: 7, dark: 3 },
  colors: {
    plum: [
      '#f6edf4',
      '#e9d3e5',
      '#e0c7db',
      '#dda9d5',
      '#c598bd',
      '#ab78a1',
      '#97578d',
      '#6b2a63',
      '#57204f',
      '#41173b',
    ],
  },
  primaryColor: 'plum',
});

const schemeManager = localStorageColorSchemeManager({ key: 'plumbline-scheme' });

/** The server writes the nonce of this answer into the page; style tags made at run time carry it. */
const readNonce = () => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={schemeManager}
      getStyleNonce={readNonce}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <KeyboardProvider>
          <RouterProvider router={router} />
        </KeyboardProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
